/** Computes a value once for each object, and keeps it as long as the object exists. */
export function oncePer<K extends object, T>(find: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly found: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { found: find(key) }));
    return entry.found;
  };
}
