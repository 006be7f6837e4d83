import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { withoutUndefined } from '../../../../src/text/without-undefined';

/** Properties of a resource for its L1 construct. */
export interface RawProperties {
  /** The properties that the construct takes. */
  readonly props: Json;
  /** The properties that an older L1 construct may not know, with the names of CloudFormation. */
  readonly overrides: Json;
}

/** The members of properties that all L1 constructs know. */
const MEMBERS = new Set([
  'Rules',
  'Destinations',
  'Region',
  'RegistryId',
  'RepositoryFilters',
  'Filter',
  'FilterType',
  'ScanFrequency',
  'SigningProfileArn',
  'EncryptionType',
  'KmsKey',
  'ImageTagMutabilityExclusionFilterType',
  'ImageTagMutabilityExclusionFilterValue',
  'Key',
  'Value',
]);
/** Properties that the constructs require, with a value for the place of an override. */
const REQUIRED: Readonly<Record<string, unknown>> = { Rules: [], ReplicationConfiguration: { rules: [] } };
/** A policy keeps its names. */
const VERBATIM = 'PolicyText';

/** The properties of a template for the L1 construct of the resource. */
export function rawProperties(properties: Json): RawProperties {
  const entries = Object.entries(withoutUndefined(properties)).map(([name, value]) => ({
    name,
    value,
    isKnown: isKnown(name, value),
  }));
  return {
    props: Object.fromEntries(
      entries.flatMap(({ name, value, isKnown: known }) => {
        const given = known ? inCode(name, value) : REQUIRED[name];
        return given === undefined ? [] : [[lowerFirst(name), given]];
      }),
    ),
    overrides: Object.fromEntries(
      entries.filter(({ isKnown: known }) => !known).map(({ name, value }) => [name, value]),
    ),
  };
}

function isKnown(name: string, value: unknown): boolean {
  return name === VERBATIM || membersOf(value).every((member) => MEMBERS.has(member));
}

function membersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  return isObject(value) ? Object.entries(value).flatMap(([name, each]) => [name, ...membersOf(each)]) : [];
}

function inCode(name: string, value: unknown): unknown {
  if (name === VERBATIM) return value;
  if (Array.isArray(value)) return value.map((each) => inCode('', each));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [lowerFirst(member), inCode(member, each)]));
}

function lowerFirst(name: string): string {
  return `${name[0].toLowerCase()}${name.slice(1)}`;
}
