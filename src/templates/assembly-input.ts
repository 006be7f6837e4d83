import { InvalidInputError } from '../text/errors';
import { isObject } from '../text/json';
import type { Json } from '../text/json';

/** A file of an assembly, for errors about what is in it. */
export interface InputFile {
  /** Who reads the assembly. */
  readonly api: string;
  readonly file: string;
  /** @default - synthesize the app again */
  readonly remedy?: string;
}

/** Sections of a template whose members are objects. */
const SECTIONS = ['Resources', 'Parameters', 'Outputs', 'Mappings'];
/** A transform may stand among the members, such as `Fn::ForEach::Topics` with its list. */
const TRANSFORM = /^Fn::/;

export function refuseInput(input: InputFile, property: string, found: unknown, must: string): never {
  const { api, file, remedy = 'synthesize the app again' } = input;
  throw new InvalidInputError({
    api,
    property: `${property === '' ? '' : `${property} of `}${file}`,
    found,
    must,
    remedy,
  });
}

/** An object in a file. */
export function objectAt(file: InputFile, property: string, found: unknown): Json {
  return isObject(found) ? found : refuseInput(file, property, found, 'be an object');
}

/** An object whose members are objects, each with its name. What is absent has none. */
export function objectsAt(file: InputFile, property: string, found: unknown): [name: string, value: Json][] {
  return Object.entries(objectAt(file, property, found === undefined ? {} : found)).map(([name, each]) => [
    name,
    objectAt(file, `${property}.${name}`, each),
  ]);
}

/** A text in a file, which may be absent. */
export function textAt(file: InputFile, property: string, found: unknown): string | undefined {
  if (found === undefined || typeof found === 'string') return found;
  return refuseInput(file, property, found, 'be a text');
}

/** A template whose sections have the members that CloudFormation accepts. */
export function templateAt(file: InputFile, found: unknown): Json {
  const template = objectAt(file, '', found);
  for (const section of SECTIONS) {
    if (!(section in template)) continue;
    for (const [name, member] of Object.entries(objectAt(file, section, template[section]))) {
      if (!TRANSFORM.test(name)) objectAt(file, `${section}.${name}`, member);
    }
  }
  return template;
}
