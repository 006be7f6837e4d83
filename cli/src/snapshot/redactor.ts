import type { Json } from '../../../src/text/json';

/** Texts for people. Nothing reads them. */
const FREE_TEXTS = new Set(['description', 'catalogData', 'message']);
/** Names, prefixes and patterns of names. */
const NAMES = new Set([
  ...['repositoryName', 'prefix', 'ecrRepositoryPrefix', 'upstreamRepositoryPrefix', 'filter', 'of'],
  ...['stackName', 'logicalId', 'Value'],
]);
/** What has no name of the owner in it. Digests and tags may look like account ids. */
const PLAIN = new Set([
  'imageDigest',
  'imageTags',
  'subjectManifestDigest',
  'imageTagMutabilityExclusionFilters',
  'time',
]);

/** The name in the ARN of a resource, and in the URI of a repository. */
const ARN = /(arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|\*)?:(?:\/?[a-z-]+[/:])?)([^"\s:]+(?::[^"\s]+)?)/g;
const URI = /(\.dkr\.ecr[a-z0-9.-]*\/|\bpublic\.ecr\.aws\/)([^"\s]+)/g;
const ORGANIZATION = /\b(?:o|ou|r)-[a-z0-9]{4,32}(?:-[a-z0-9]{8,32})?\b/g;
/** The unique id of a principal that was deleted. */
const UNIQUE_ID = /\bA(?:IDA|ROA|GPA|NPA)[A-Z0-9]{16,}\b/g;
const ACCOUNT = /(?<![0-9a-zA-Z])\d{12}(?![0-9a-zA-Z])/g;
/** What separates the parts of names and patterns. */
const SEPARATORS = /[^/:*]+/g;
/** Parts that mean the same everywhere. */
const COMMON = new Set(['root', 'ROOT', 'aws', 'alias', 'library', 'ecr-pullthroughcache']);

/**
 * Replaces account ids, principals and names, each by the same everywhere.
 *
 * Names keep their parts: `team/api` and `team/web` share a part. A pattern that cuts a part, such as `te*`, no longer
 * matches what it did. Tags of images stay, as lifecycle rules are about them.
 */
export class Redactor {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** A value of a snapshot without what identifies its owner. */
  public redact<T>(value: T): T {
    return this.within('', value) as T;
  }

  /** The stand-in of an account id. */
  public account(id: string): string {
    return this.replace('account', id, (number) => String(number).padStart(12, '0'));
  }

  private within(member: string, value: unknown): unknown {
    if (PLAIN.has(member)) return value;
    if (typeof value === 'string') return this.text(member, value);
    if (Array.isArray(value)) return value.map((each) => this.within(member, each));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value as Json).map(([key, each]) =>
      // Keys of tags stay, as rules require some of them.
      member === 'tags' ? [key, this.text('Value', String(each))] : [this.text('', key), this.within(key, each)],
    );
    return Object.fromEntries(members);
  }

  private text(member: string, text: string): string {
    if (FREE_TEXTS.has(member)) return '';
    const withoutResources = text
      .replace(ARN, (_, before: string, name: string) => before + this.names(name))
      .replace(URI, (_, before: string, name: string) => before + this.names(name));
    return (withoutResources === text && NAMES.has(member) ? this.names(text) : withoutResources)
      .replace(ORGANIZATION, (id) => this.replace('organization', id, (number) => `o-${letters(number)}`))
      .replace(UNIQUE_ID, (id) => this.replace('id', id, (number) => `AROA${String(number).padStart(17, '0')}`))
      .replace(ACCOUNT, (id) => this.account(id));
  }

  /** A name or a pattern, part by part. */
  private names(text: string): string {
    return text.replace(SEPARATORS, (part) =>
      COMMON.has(part) ? part : this.replace('name', part, (number) => `name${number}`),
    );
  }

  private replace(kind: string, text: string, make: (number: number) => string): string {
    const key = `${kind} ${text}`;
    let replacement = this.known.get(key);
    if (replacement === undefined) {
      const number = (this.counts.get(kind) ?? 0) + 1;
      this.counts.set(kind, number);
      this.known.set(key, (replacement = make(number)));
    }
    return replacement;
  }
}

/** A number as an id of an organization, which has ten letters and digits at least. */
function letters(number: number): string {
  return String(number).padStart(10, 'a');
}
