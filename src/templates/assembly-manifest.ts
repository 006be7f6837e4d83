import { objectAt, objectsAt, refuseInput, textAt } from './assembly-input';
import type { InputFile } from './assembly-input';
import { isObject } from '../text/json';
import type { Json } from '../text/json';

/** Reads the object in a JSON file. Throws if there is none. */
export type ReadJson = (file: string) => Json;

const TEXTS = ['type', 'environment', 'displayName', 'additionalMetadataFile'] as const;
const PROPERTY_TEXTS = ['directoryName', 'file', 'templateFile', 'stackName'] as const;

/** A stack, a nested assembly or a list of assets. */
export interface Artifact {
  readonly type: string;
  /** The account and region of a stack, e.g. `aws://111122223333/eu-west-1`. */
  readonly environment?: string;
  readonly displayName?: string;
  readonly metadata?: Metadata;
  /** A file with more metadata. Newer releases of the CDK write all metadata to it. */
  readonly additionalMetadataFile?: string;
  readonly properties?: {
    readonly directoryName?: string;
    readonly file?: string;
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
}

/** Entries by the paths of constructs, e.g. `/Stack/Api/Resource`. */
export type Metadata = Readonly<Record<string, readonly MetadataEntry[]>>;

/** The metadata that the CDK writes for a construct, such as its logical id. */
export interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

/** The account or region of an environment; `undefined` if it is unresolved. */
export function environmentIn({ environment = '' }: Artifact): { account?: string; region?: string } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  const known = (value?: string) => (value?.startsWith('unknown-') ? undefined : value);
  return { account: known(account), region: known(region) };
}

/** The artifacts in a manifest, by their ids. Refuses what is none. */
export function artifactsIn(manifest: InputFile, json: unknown): [id: string, artifact: Artifact][] {
  const { artifacts } = objectAt(manifest, '', json);
  return objectsAt(manifest, 'artifacts', artifacts).map(([id, artifact]) => {
    const at = `artifacts.${id}`;
    for (const name of TEXTS) textAt(manifest, `${at}.${name}`, artifact[name]);
    const properties = objectAt(
      manifest,
      `${at}.properties`,
      artifact.properties === undefined ? {} : artifact.properties,
    );
    for (const name of PROPERTY_TEXTS) textAt(manifest, `${at}.properties.${name}`, properties[name]);
    if (properties.tags !== undefined) objectAt(manifest, `${at}.properties.tags`, properties.tags);
    return [id, artifact as unknown as Artifact];
  });
}

/** The metadata in a file. Refuses what is none. */
export function metadataIn(file: InputFile, property: string, json: unknown): Metadata {
  const metadata = objectAt(file, property, json ?? {});
  for (const [path, entries] of Object.entries(metadata)) {
    if (!Array.isArray(entries) || !entries.every(isObject)) {
      refuseInput(file, `metadata of ${path}`, entries, 'be a list of objects');
    }
  }
  return metadata as Metadata;
}

/** The files in a list of assets, relative to the assembly, by the last part of their URL. */
export function fileAssetsIn(list: InputFile, json: Json): [name: string, path: string][] {
  return objectsAt(list, 'files', json.files).flatMap(([id, { source, destinations }]) => {
    const at = `files.${id}`;
    const { path, packaging = 'file' } = objectAt(list, `${at}.source`, source ?? {});
    const file = textAt(list, `${at}.source.path`, path);
    if (file === undefined || packaging !== 'file') return [];
    return objectsAt(list, `${at}.destinations`, destinations).map(([place, { objectKey }]): [string, string] => {
      const key = textAt(list, `${at}.destinations.${place}.objectKey`, objectKey) ?? '';
      return [key.slice(key.lastIndexOf('/') + 1), file];
    });
  });
}

/** The files that the legacy synthesizer lists in the metadata of a stack, by their hashes. */
export function legacyAssetsIn(metadata: Metadata): [hash: string, path: string][] {
  return entriesOf(metadata, 'aws:cdk:asset').flatMap(({ data }) => {
    if (!isObject(data) || data.packaging !== 'file') return [];
    return [[String(data.sourceHash), String(data.path)]];
  });
}

/** All entries of a type, each with the path of its construct. */
export function entriesOf(metadata: Metadata, type: string): { path: string; data: unknown }[] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter((entry) => entry.type === type).map(({ data }) => ({ path: path.replace(/^\//, ''), data })),
  );
}
