import { contentText } from './content-text';
import { canonicalPolicy } from '../../../src/ecr/policy/canonical-statement';
import { ResourceType } from '../../../src/ecr/resource-type';
import { isObject, parsed } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { parsedAroundHoles } from '../../../src/text/json-around-holes';
import { byText } from '../../../src/text/lists';

type Form = (value: unknown) => unknown;
type Forms = Readonly<Record<string, Form>>;

/** The properties of a type in a form in which values that mean the same are equal. */
export function comparableProperties(type: string, properties: Json): Json {
  const forms = FORMS[type] ?? {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => {
      const form = (formIn(forms, name) ?? formIn(COMMON, name) ?? same)(value);
      return isNothing(form) ? [] : [[name, form]];
    }),
  );
}

/** A template may have a property that is called `constructor`. */
function formIn(forms: Forms, name: string): Form | undefined {
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}

function same(value: unknown): unknown {
  return value;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

/** A value that is the same as no value. */
const unless =
  (meaningless: unknown): Form =>
  (value) =>
    contentText(value) === contentText(meaningless) ? undefined : value;

/** A list in which the order does not matter, nor that of the lists in it. */
function set(value: unknown): unknown {
  if (!Array.isArray(value)) return isObject(value) ? mapMembers(value, set) : value;
  const sorted = value
    .map(set)
    .map((each): [string, unknown] => [contentText(each), each])
    .sort(([one], [other]) => byText(one, other));
  return [...new Map(sorted).values()];
}

function mapMembers(object: Json, form: Form): Json {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, each]) => {
      const formed = form(each);
      return isNothing(formed) ? [] : [[name, formed]];
    }),
  );
}

/** Tags by their keys. */
function tags(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const entries = value.map((tag) =>
    isObject(tag) ? [typeof tag.Key === 'string' ? tag.Key : contentText(tag.Key), tag.Value] : [contentText(tag), tag],
  );
  return Object.fromEntries(entries) as Json;
}

/** A policy in its canonical form. */
function policy(value: unknown): unknown {
  return canonicalPolicy(typeof value === 'string' ? (parsed(value) ?? parsedAroundHoles(value) ?? value) : value);
}

/** The rules of a lifecycle policy in the order in which they act. */
function lifecycle(value: unknown): unknown {
  const text = isObject(value) ? value.LifecyclePolicyText : value;
  const document = typeof text === 'string' ? (parsed(text) ?? parsedAroundHoles(text)) : text;
  if (!isObject(document) || !Array.isArray(document.rules)) return text;
  const rules = document.rules.map(rule);
  return { rules: rules.sort((one, other) => priorityOf(one) - priorityOf(other)) };
}

function rule(value: unknown): unknown {
  if (!isObject(value) || !isObject(value.selection)) return value;
  const selection = set(value.selection) as Json;
  return { ...value, selection: { storageClass: 'standard', ...selection } };
}

function priorityOf(value: unknown): number {
  const priority = isObject(value) ? value.rulePriority : undefined;
  return typeof priority === 'number' || typeof priority === 'string' ? Number(priority) : Number.NaN;
}

/** AES-256 is what a repository has without a configuration. */
function encryption(value: unknown): unknown {
  return isObject(value) && value.EncryptionType === 'AES256' ? undefined : value;
}

function scanning(value: unknown): unknown {
  return isObject(value) && contentText(value.ScanOnPush) === contentText(false) ? undefined : value;
}

/** Properties that have one meaning in all types. */
const COMMON: Forms = {
  Tags: tags,
  ResourceTags: tags,
  PolicyText: policy,
  RepositoryPolicyText: policy,
  RepositoryPolicy: policy,
  // An id is a part of the policy of a key that its administrators see.
  KeyPolicy: (value) => (isObject(value) ? { Id: value.Id, ...canonicalPolicy(value) } : value),
  PolicyDocument: policy,
  AssumeRolePolicyDocument: policy,
};

const MUTABILITY: Forms = {
  ImageTagMutability: unless('MUTABLE'),
  ImageTagMutabilityExclusionFilters: set,
  EncryptionConfiguration: encryption,
  LifecyclePolicy: lifecycle,
};

const FORMS: Readonly<Record<string, Forms>> = {
  [ResourceType.REPOSITORY]: {
    ...MUTABILITY,
    EmptyOnDelete: unless(false),
    ImageScanningConfiguration: scanning,
  },
  [ResourceType.PUBLIC_REPOSITORY]: { RepositoryCatalogData: set },
  [ResourceType.CREATION_TEMPLATE]: { ...MUTABILITY, AppliedFor: set },
  // Without a prefix, the upstream is all of it. The API answers so, and a template leaves it out.
  [ResourceType.PULL_THROUGH_CACHE_RULE]: { UpstreamRepositoryPrefix: unless('ROOT') },
  [ResourceType.REPLICATION_CONFIGURATION]: { ReplicationConfiguration: set },
  [ResourceType.SCANNING_CONFIGURATION]: { Rules: set },
  [ResourceType.SIGNING_CONFIGURATION]: { Rules: set },
};
