import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type * as spec from '@jsii/spec';

// The rules of the public API that a compiler cannot enforce, over what jsii compiled.

const MANIFEST = join(__dirname, '../.jsii');
if (!existsSync(MANIFEST)) throw new Error('compile first: npx projen compile');
const types = Object.values((JSON.parse(readFileSync(MANIFEST, 'utf8')) as spec.Assembly).types ?? {});

interface Place {
  readonly where: string;
  readonly type: spec.TypeReference;
}

function callable(
  where: string,
  { parameters = [], ...rest }: spec.Callable & { returns?: spec.OptionalValue },
): Place[] {
  return [
    ...parameters.map(({ name, type }) => ({ where: `${where}(${name})`, type })),
    ...(rest.returns ? [{ where: `${where}()`, type: rest.returns.type }] : []),
  ];
}

function propertiesOf(type: spec.Type): spec.Property[] {
  return 'properties' in type ? (type.properties ?? []) : [];
}

const properties = types.flatMap((type) => propertiesOf(type).map((property) => ({ type, property })));
const structProperties = types
  .filter((type): type is spec.InterfaceType => type.kind === 'interface' && type.datatype === true)
  .flatMap((type) => propertiesOf(type).map((property) => ({ where: `${type.name}.${property.name}`, property })));

const places: Place[] = types.flatMap((type) => [
  ...propertiesOf(type).map(({ name, type: of }) => ({ where: `${type.name}.${name}`, type: of })),
  ...('methods' in type ? (type.methods ?? []) : []).flatMap((method) =>
    callable(`${type.name}.${method.name}`, method),
  ),
  ...('initializer' in type && type.initializer ? callable(`new ${type.name}`, type.initializer) : []),
]);

/** All that a type refers to: itself, the elements of collections, the members of unions. */
function parts(type: spec.TypeReference): spec.TypeReference[] {
  if ('collection' in type) return [type, ...parts(type.collection.elementtype)];
  if ('union' in type) return [type, ...type.union.types.flatMap(parts)];
  return [type];
}

function placesWith(test: (part: spec.TypeReference) => boolean): string[] {
  return places.filter(({ type }) => parts(type).some(test)).map(({ where }) => where);
}

test('there is an API to look at', () => {
  expect(types.length).toBeGreaterThan(10);
  expect(places.length).toBeGreaterThan(50);
});

test('no `any`', () => {
  expect(placesWith((part) => 'primitive' in part && part.primitive === 'any')).toEqual([]);
});

test('no union', () => {
  expect(placesWith((part) => 'union' in part)).toEqual([]);
});

test('no L1 type', () => {
  expect(placesWith((part) => 'fqn' in part && /\.Cfn[A-Z]/.test(part.fqn))).toEqual([]);
});

test('every optional property says what happens without it', () => {
  const silent = structProperties
    .filter(({ property }) => property.optional && !property.docs?.default)
    .map(({ where }) => where);
  expect(silent).toEqual([]);
});

test('no default is circular or says nothing', () => {
  const empty = structProperties
    .filter(({ property }) =>
      /^(-\s*)?(undefined|none|default|no minimum|no default)\.?$/i.test(property.docs?.default ?? ''),
    )
    .map(({ where }) => where);
  expect(empty).toEqual([]);
});

test('every property, method and parameter struct has a summary', () => {
  const silent = properties
    .filter(({ property }) => !property.docs?.summary && !property.overrides)
    .map(({ type, property }) => `${type.name}.${property.name}`);
  const silentMethods = types.flatMap((type) =>
    ('methods' in type ? (type.methods ?? []) : [])
      .filter((method) => !method.docs?.summary && !method.overrides)
      .map((method) => `${type.name}.${method.name}`),
  );
  expect([...silent, ...silentMethods]).toEqual([]);
});

test('every class has a summary, and a page of AWS or an example', () => {
  const bare = types
    .filter((type) => type.kind === 'class')
    .filter(({ docs }) => !docs?.summary || !(docs.see || docs.example))
    .map(({ name }) => name);
  expect(bare).toEqual([]);
});

test('every interface and enum has a summary', () => {
  expect(types.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

/** A number whose unit is a property of its own, as in Amazon ECR's grammar: `countUnit`. */
const WITH_UNIT_BESIDE = ['LifecycleRule.countNumber'];

/** Numbers that count things need no unit; every other number names its unit. */
const COUNT = /(count|periods|datapointsToAlarm|newest\w*|priority|max\w+|min\w+)$/i;
const UNIT = /(days|hours|minutes|seconds|percent|bytes|mib|gib|perSecond)$/i;

test('every number counts something or names its unit', () => {
  const unclear = places
    .filter(({ type }) => parts(type).some((part) => 'primitive' in part && part.primitive === 'number'))
    .map(({ where }) => where)
    .filter((where) => !WITH_UNIT_BESIDE.includes(where))
    .filter((where) => {
      const name = where.replace(/^.*[.(]/, '').replace(/\)$/, '');
      return !COUNT.test(name) && !UNIT.test(name);
    });
  expect(unclear).toEqual([]);
});

test('durations and sizes are not strings', () => {
  const suspicious = structProperties
    .filter(({ property }) => 'primitive' in property.type && property.type.primitive === 'string')
    .filter(({ where }) => UNIT.test(where) || /(duration|timeout|period|age)$/i.test(where))
    .map(({ where }) => where);
  expect(suspicious).toEqual([]);
});

const callables: { where: string; parameters: spec.Parameter[] }[] = types.flatMap((type) => [
  ...('methods' in type ? (type.methods ?? []) : []).map(({ name, parameters = [] }) => ({
    where: `${type.name}.${name}`,
    parameters,
  })),
  ...('initializer' in type && type.initializer
    ? [{ where: `new ${type.name}`, parameters: type.initializer.parameters ?? [] }]
    : []),
]);

/** The properties of a struct, those of the structs that it extends included. */
function optionsOf(fqn: string): string[] {
  const struct = types.find((type) => type.fqn === fqn);
  if (struct?.kind !== 'interface' || !struct.datatype) return [];
  return [...propertiesOf(struct).map(({ name }) => name), ...(struct.interfaces ?? []).flatMap(optionsOf)];
}

test('no option has the name of a parameter before it: both are arguments of one function in Python', () => {
  const clashes = callables.flatMap(({ where, parameters }) => {
    const last = parameters.at(-1)?.type;
    const options = last && 'fqn' in last ? optionsOf(last.fqn) : [];
    return parameters.filter(({ name }) => options.includes(name)).map(({ name }) => `${where}: ${name}`);
  });
  expect(clashes).toEqual([]);
});

test('no name is a reserved word of Python or Java, which the bindings would change', () => {
  const reserved = new Set(
    (
      'and as assert async await break case catch char class const continue def default del do double elif else enum ' +
      'except extends final finally float for from global goto if implements import in instanceof int interface is ' +
      'lambda long native new nonlocal not or package pass private protected public raise return short static super ' +
      'switch synchronized this throw throws transient try void volatile while with yield'
    ).split(' '),
  );
  const names = [
    ...structProperties.map(({ where, property }) => ({ where, name: property.name })),
    ...callables.flatMap(({ where, parameters }) =>
      parameters.map(({ name }) => ({ where: `${where}(${name})`, name })),
    ),
    ...callables.map(({ where }) => ({ where, name: where.replace(/^.*\./, '') })),
  ];
  expect(names.filter(({ name }) => reserved.has(name)).map(({ where }) => where)).toEqual([]);
});
