/** JSON in the browser's storage; a browser that has none (private windows, full disks) forgets and the app goes on. */
export const kept = {
  get<T>(key: string, storage: () => Storage = () => localStorage): T | null {
    try {
      return JSON.parse(storage().getItem(key) ?? 'null') as T | null;
    } catch {
      return null;
    }
  },
  set(key: string, value: unknown, storage: () => Storage = () => localStorage): void {
    try {
      if (value === null) storage().removeItem(key);
      else storage().setItem(key, JSON.stringify(value));
    } catch {
      // Nothing is lost but the memory of it.
    }
  },
};

/** For what ends with the tab. */
export const inTab = () => sessionStorage;
