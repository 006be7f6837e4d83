import { readFileSync } from 'fs';
import { basename, join } from 'path';
import { environmentIn, fileAssetsIn, legacyAssetsIn } from './assembly-manifest';
import type { Artifact, FileAsset, Manifest, Metadata, ReadJson } from './assembly-manifest';
import { childStacks } from './child-stacks';
import { MetadataPaths } from './construct-paths';
import type { ConstructPaths } from './construct-paths';
import { describeTemplate } from './stack-description';
import type { StackDescription, TemplateInput } from './stack-description';
import type { Json } from '../text/json';

/** How files are read. */
export interface AssemblyOptions {
  /** @default - the file is parsed */
  readonly readJson?: ReadJson;
  /** Paths that are better known than from the metadata of the assembly, which apps may turn off. */
  readonly paths?: ConstructPaths;
}

/** The stacks of a cloud assembly, with their nested stacks and stack sets, and those of nested assemblies (stages). */
export function readAssembly(directory: string, options: AssemblyOptions = {}): StackDescription[] {
  return new Assembly(directory, options).stacks();
}

/** The stack of a single template, and its stack sets. The template does not tell the account and region. */
export function readTemplate(file: string, { readJson = parseFile }: AssemblyOptions = {}): StackDescription[] {
  const path = basename(file).replace(/(\.template)?\.json$/, '');
  return describeTemplates([{ path, template: readJson(file), templatePath: file, stage: file }]);
}

/** The stacks of templates in memory, and their stack sets. */
export function describeTemplates(templates: readonly TemplateInput[]): StackDescription[] {
  return templates.map(describeTemplate).flatMap((stack) => [stack, ...childStacks(stack)]);
}

/** The files in the directory of an app or a stage. */
class Assembly {
  private readonly artifacts: Readonly<Record<string, Artifact>>;
  private readonly readJson: ReadJson;
  private publishedFiles?: readonly FileAsset[];

  public constructor(
    private readonly directory: string,
    private readonly options: AssemblyOptions,
  ) {
    this.readJson = options.readJson ?? parseFile;
    const { artifacts = {} }: Manifest = this.readJson(join(directory, 'manifest.json'));
    this.artifacts = artifacts;
  }

  public stacks(): StackDescription[] {
    return Object.entries(this.artifacts).flatMap(([id, artifact]) => {
      const { directoryName, templateFile } = artifact.properties ?? {};
      if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
        return readAssembly(join(this.directory, directoryName), this.options);
      }
      const isStack = artifact.type === 'aws:cloudformation:stack' && templateFile !== undefined;
      return isStack ? this.stacksOf(id, artifact, join(this.directory, templateFile)) : [];
    });
  }

  /** A stack and the stacks that it declares. */
  private stacksOf(id: string, artifact: Artifact, templatePath: string): StackDescription[] {
    const { displayName = id, properties: { stackName = id, tags = {} } = {} } = artifact;
    const metadata = () => this.metadataOf(artifact);
    const paths = new MetadataPaths(metadata, (name) => join(this.directory, name), this.options.paths);
    const stack: StackDescription = {
      ...environmentIn(artifact),
      path: displayName,
      template: this.readJson(templatePath),
      templatePath,
      stage: this.directory,
      isStackSet: false,
      names: [displayName, id, stackName],
      tagKeys: Object.keys(tags),
      constructPathOf: (logicalId) => paths.constructOf(templatePath, logicalId),
    };
    const assets = () => [...this.published(), ...legacyAssetsIn(metadata())];
    return [stack, ...childStacks(stack, { readJson: this.readJson, assets, paths })];
  }

  /** The files that are published before the deployment of any of the stacks. */
  private published(): readonly FileAsset[] {
    this.publishedFiles ??= Object.values(this.artifacts)
      .filter(({ type, properties }) => type === 'cdk:asset-manifest' && properties?.file !== undefined)
      .flatMap(({ properties }) => fileAssetsIn(this.readJson(join(this.directory, properties!.file!))));
    return this.publishedFiles;
  }

  private metadataOf({ metadata, additionalMetadataFile: file }: Artifact): Metadata {
    if (file === undefined) return metadata ?? {};
    return { ...metadata, ...(this.readJson(join(this.directory, file)) as Metadata) };
  }
}

function parseFile(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}
