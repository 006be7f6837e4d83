/** Finds something once for each object, and keeps it for as long as the object is there. */
export function oncePer<K extends object, T>(find: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly found: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { found: find(key) }));
    return entry.found;
  };
}
