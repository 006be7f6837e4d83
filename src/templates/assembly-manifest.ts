import { isObject } from '../text/json';
import type { Json } from '../text/json';

/** Reads the object in a JSON file. Throws if there is none. */
export type ReadJson = (file: string) => Json;

/** The parts of the `manifest.json` of a cloud assembly that are read. */
export interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

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

/** The parts of a list of assets (`*.assets.json`) that are read. */
interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source?: { readonly path?: string; readonly packaging?: string };
        readonly destinations?: Readonly<Record<string, { readonly objectKey?: string }>>;
      }
    >
  >;
}

/** The account or region of an environment; `undefined` if it is unresolved. */
export function environmentIn({ environment = '' }: Artifact): { account?: string; region?: string } {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  const known = (value?: string) => (value?.startsWith('unknown-') ? undefined : value);
  return { account: known(account), region: known(region) };
}

/** The files in a list of assets, relative to the assembly, by the last part of their URL. */
export function fileAssetsIn(json: Json): [name: string, path: string][] {
  return Object.values((json as AssetManifest).files ?? {}).flatMap(({ source, destinations = {} }) => {
    const { path, packaging = 'file' } = source ?? {};
    if (path === undefined || packaging !== 'file') return [];
    const keys = Object.values(destinations).map(({ objectKey = '' }) =>
      objectKey.slice(objectKey.lastIndexOf('/') + 1),
    );
    return keys.map((name): [string, string] => [name, path]);
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
