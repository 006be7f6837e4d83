/** A text as a name in camel case: `team/web-api` is `teamWebApi`. It is empty if the text has no letters. */
export function camelCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  return joined.replace(/^\d+/, '');
}

export function upperFirst(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

export function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

/** The namespaces that all names begin with: `team/backend` of `team/backend/api` and `team/backend/web`. */
export function commonNamespace(names: readonly string[]): string {
  const [first, ...others] = names.map((name) => name.split('/').slice(0, -1));
  let length = first.length;
  for (const other of others) {
    while (length > 0 && first.slice(0, length).join('/') !== other.slice(0, length).join('/')) length--;
  }
  return first.slice(0, length).join('/');
}

/** An id that the constructs package takes for one that is there already. */
const NO_ID = 'constructor';

/** Ids of constructs by the names of repositories, as the CDK writes them. Two names never have one id. */
export function constructIds(names: readonly string[]): Map<string, string> {
  const reserved = new Set(names.map(idOfName));
  const taken = new Set([NO_ID]);
  const ids = new Map<string, string>();
  for (const name of names) {
    let id = idOfName(name);
    for (let number = 2; taken.has(id) || (number > 2 && reserved.has(id)); number++) {
      id = `${idOfName(name)}-${number}`;
    }
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/**
 * Ids for resources that no construct is around. Their logical ids are the letters and digits of these, which begin with a
 * letter and differ.
 */
export function rawIds(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const wanted = `Repository-${idOfName(name)}`;
      let id = wanted;
      for (let number = 2; taken.has(alphanumeric(id)); number++) id = `${wanted}-${number}`;
      taken.add(alphanumeric(id));
      return [name, id];
    }),
  );
}

/** The id as code has it: the name itself, if the CDK makes the id of it. */
export function idAsWritten(name: string, id: string): string {
  return id === idOfName(name) ? name : id;
}

/** The id of a construct that is given a name, in which the CDK replaces the separator of paths. */
function idOfName(name: string): string {
  return name.replaceAll('/', '--');
}

function alphanumeric(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '');
}
