import { describe, expect, it } from 'vitest';
import { searched, sectionsOf } from '../src/lib/articles';

const article = {
  title: 'Billing disputes',
  body: '# Billing disputes\n\nFor charges.\n\n## Before you open\n\n1. Confirm\n\n## What you may do\n\n| a | b |\n',
};

describe('an article', () => {
  it('is cut at its headings and keeps what stands before them', () => {
    expect(sectionsOf(article, 'article').map(({ title, body }) => [title, body])).toEqual([
      ['Billing disputes', 'For charges.'],
      ['Before you open', '1. Confirm'],
      ['What you may do', '| a | b |'],
    ]);
  });

  it('is searched by every word, whatever its case', () => {
    const sections = sectionsOf(article, 'script');
    expect(searched(sections, 'CONFIRM open').map(({ title }) => title)).toEqual(['Before you open']);
    expect(searched(sections, ' ')).toHaveLength(3);
    expect(searched(sections, 'confirm charges')).toEqual([]);
  });
});
