import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { resolve } from '../../judges/iam/intrinsics';

/** The properties of a repository in Amazon ECR, created by CloudFormation or by replication. */
export interface RepositoryLook {
  readonly encryptionType: string;
  /** The key's resource, as `<account>/<region>/AWS::KMS::Key/<logical id>`. */
  readonly key?: string;
  readonly imageTagMutability: string;
  readonly mutabilityExceptions: string[];
  readonly lifecycle?: object;
  readonly policy?: object;
  readonly tags: Record<string, string>;
  readonly scanFrequency: string;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
}

/** The repositories that a CloudFormation template declares, and the replicas that Amazon ECR creates by it. */
export class SynthesizedRegistry {
  private readonly resources: Record<string, Resource>;

  public constructor(private readonly stack: Stack) {
    this.resources = Template.fromStack(stack).toJSON().Resources;
  }

  /** Names of all repositories that the template declares. */
  public get repositoryNames(): string[] {
    return this.ofType('AWS::ECR::Repository').map(({ RepositoryName }) => RepositoryName);
  }

  /** The names of all properties that the template sets on any repository. */
  public get repositoryProperties(): string[] {
    return [...new Set(this.ofType('AWS::ECR::Repository').flatMap((properties) => Object.keys(properties)))].sort();
  }

  /** The properties of all creation templates. */
  public get creationTemplates(): Record<string, any>[] {
    return this.ofType('AWS::ECR::RepositoryCreationTemplate');
  }

  /** A repository that the template declares. */
  public declared(name: string): RepositoryLook {
    const properties = this.ofType('AWS::ECR::Repository').find(({ RepositoryName }) => RepositoryName === name);
    if (!properties) throw new Error(`${this.stack.node.path} declares no ${name}`);
    const { LifecyclePolicy: lifecycle, RepositoryPolicyText: policy, Tags: tags } = properties;
    return this.look(name, properties, { lifecycle: lifecycle?.LifecyclePolicyText, policy, tags });
  }

  /** The repository that Amazon ECR creates here when an image of that name arrives by replication. */
  public createdByReplication(name: string): RepositoryLook {
    const properties = this.templateFor(name) ?? {};
    const { LifecyclePolicy: lifecycle, RepositoryPolicy: policy, ResourceTags: tags } = properties;
    return this.look(name, properties, { lifecycle, policy, tags });
  }

  /** The creation template of the nearest namespace, or else ROOT. */
  private templateFor(name: string): Record<string, any> | undefined {
    const templates = this.creationTemplates.filter(({ AppliedFor }) => AppliedFor.includes('REPLICATION'));
    const [nearest] = templates
      .filter(({ Prefix }) => name.startsWith(`${Prefix}/`))
      .sort((one, other) => other.Prefix.length - one.Prefix.length);
    return nearest ?? templates.find(({ Prefix }) => Prefix === 'ROOT');
  }

  private look(
    name: string,
    { EncryptionConfiguration: encryption, ...properties }: Record<string, any>,
    texts: { lifecycle?: string; policy?: string | object; tags?: { Key: string; Value: string }[] },
  ): RepositoryLook {
    return {
      encryptionType: encryption?.EncryptionType ?? 'AES256',
      key: encryption?.KmsKey,
      imageTagMutability: properties.ImageTagMutability ?? 'MUTABLE',
      mutabilityExceptions: (properties.ImageTagMutabilityExclusionFilters ?? [])
        .map((filter: Record<string, string>) =>
          [filter.ImageTagMutabilityExclusionFilterType, filter.ImageTagMutabilityExclusionFilterValue].join(),
        )
        .sort(),
      lifecycle: texts.lifecycle && JSON.parse(texts.lifecycle),
      policy: typeof texts.policy === 'string' ? JSON.parse(texts.policy) : texts.policy,
      tags: Object.fromEntries((texts.tags ?? []).map(({ Key, Value }) => [Key, Value])),
      scanFrequency: this.scanFrequencyOf(name),
    };
  }

  private scanFrequencyOf(name: string): string {
    const rules = this.ofType('AWS::ECR::RegistryScanningConfiguration').flatMap(({ Rules }) => Rules);
    const matching = rules.filter(({ RepositoryFilters }) =>
      RepositoryFilters.some(({ Filter }: { Filter: string }) =>
        new RegExp(`^${Filter.includes('*') ? Filter.replaceAll('*', '.*') : `.*${Filter}.*`}$`).test(name),
      ),
    );
    const frequencies = matching.map(({ ScanFrequency }) => ScanFrequency);
    return frequencies.includes('CONTINUOUS_SCAN') ? 'CONTINUOUS_SCAN' : (frequencies[0] ?? 'none');
  }

  /** The properties of all resources of a type, without tokens. */
  private ofType(type: string): Record<string, any>[] {
    const { account, region } = this.stack;
    const environment = { account, region, partition: 'aws' };
    const references = {
      environment,
      ref: (logicalId: string) => logicalId,
      attribute: (logicalId: string) => `${account}/${region}/${this.resources[logicalId].Type}/${logicalId}`,
      import: (name: string) => {
        throw new Error(`${this.stack.node.path} imports ${name}`);
      },
    };
    return Object.values(this.resources)
      .filter((resource) => resource.Type === type)
      .map((resource) => resolve(resource.Properties, references) as Record<string, any>);
  }
}
