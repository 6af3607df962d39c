type Handler<T> = (value: T) => void;

/** Typed events. A handler that throws does not keep the others from hearing. */
export class Emitter<Map extends object> {
  #handlers = new globalThis.Map<keyof Map, Set<Handler<never>>>();

  /** Returns what takes the handler off again. */
  on<Name extends keyof Map>(name: Name, handler: Handler<Map[Name]>): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return () => this.off(name, handler);
  }

  once<Name extends keyof Map>(name: Name, handler: Handler<Map[Name]>): () => void {
    const off = this.on(name, (value) => {
      off();
      handler(value);
    });
    return off;
  }

  off<Name extends keyof Map>(name: Name, handler: Handler<Map[Name]>): void {
    this.#handlers.get(name)?.delete(handler);
  }

  emit<Name extends keyof Map>(name: Name, value: Map[Name]): void {
    for (const handler of [...(this.#handlers.get(name) ?? [])] as Handler<Map[Name]>[]) {
      try {
        handler(value);
      } catch (error) {
        queueMicrotask(() => { throw error; });
      }
    }
  }
}
