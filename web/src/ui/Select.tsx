import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import { Icon } from './Icon';

export interface Choice {
  id: string;
  label: string;
}

interface SelectProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (id: string) => void;
  /** For eyes that know from the value what it is about. */
  hideLabel?: boolean;
}

export function Select({ label, choices, value, onChange, hideLabel = false }: SelectProps) {
  return (
    <AriaSelect className="select field" value={value} onChange={(key) => onChange(String(key))}>
      <Label className={hideLabel ? 'visually-hidden' : undefined}>{label}</Label>
      <Button className="input select-button">
        <SelectValue />
        <Icon name="down" size={16} />
      </Button>
      <Popover className="popover">
        <ListBox items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} className="option" textValue={choice.label}>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
