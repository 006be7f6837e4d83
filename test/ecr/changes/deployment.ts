import { readFileSync } from 'fs';
import { join } from 'path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { App, Stack } from 'aws-cdk-lib';
import { ChangeEffect } from '../../../src/ecr/changes/change';
import { warningsOf } from '../../support/warnings';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** Declares the code of an app. */
export type Code = (stack: Stack, app: App) => void;

interface Template {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;
}

/** The properties by which the service tells resources of a type apart. Types without one are there once, or have none. */
const IDENTITY: Readonly<Record<string, string>> = {
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ECR::PublicRepository': 'RepositoryName',
  'AWS::ECR::PullTimeUpdateExclusion': 'PrincipalArn',
  'AWS::ECR::PullThroughCacheRule': 'EcrRepositoryPrefix',
  'AWS::ECR::RepositoryCreationTemplate': 'Prefix',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Signer::SigningProfile': 'ProfileName',
};
const ONCE = /::(RegistryPolicy|ReplicationConfiguration|RegistryScanningConfiguration|SigningConfiguration)$/;

/** The deployment of an app after another one: what `cdk diff` says of it, and the warnings of the new code. */
export class Deployment {
  public readonly warnings: string[];
  /** The lifecycle policies of the repositories, before and after. */
  public readonly lifecycles: readonly [before: string[], after: string[]];
  private readonly changes: ResourceDifference[];

  public constructor(before: Code | undefined, after: Code | undefined) {
    const [old, next] = [synthesize(before), synthesize(after)];
    this.warnings = next.warnings;
    this.lifecycles = [lifecyclesIn(old.templates), lifecyclesIn(next.templates)];
    const ids = [...new Set([...Object.keys(old.templates), ...Object.keys(next.templates)])];
    this.changes = ids.flatMap((id) => {
      const found: ResourceDifference[] = [];
      const diff = fullDiff(old.templates[id] ?? {}, next.templates[id] ?? {});
      diff.resources.forEachDifference((_, change) => found.push(change));
      return found;
    });
  }

  /** The effect on the resources of a type. */
  public effectOn(type: string): ChangeEffect {
    const changes = this.changes.filter((change) => (change.newResourceType ?? change.oldResourceType) === type);
    const impacts = new Set(changes.map(({ changeImpact }) => changeImpact));
    if (changes.some((change) => isReplaced(change) && keepsName(type, change)) || this.collides(type, changes)) {
      return ChangeEffect.FAILS;
    }
    if (changes.some(isReplaced)) {
      const isRetained = changes.every(({ oldValue }) => oldValue?.UpdateReplacePolicy === 'Retain');
      return isRetained ? ChangeEffect.LEFT_BEHIND : ChangeEffect.EXCHANGED;
    }
    const isCreated = impacts.has(ResourceImpact.WILL_CREATE);
    if (impacts.has(ResourceImpact.WILL_ORPHAN)) return isCreated ? ChangeEffect.LEFT_BEHIND : ChangeEffect.ORPHANED;
    if (impacts.has(ResourceImpact.WILL_DESTROY)) return isCreated ? ChangeEffect.EXCHANGED : ChangeEffect.DELETED;
    if (impacts.has(ResourceImpact.WILL_UPDATE)) return ChangeEffect.UPDATED;
    return isCreated ? ChangeEffect.UPDATED : ChangeEffect.NOTHING;
  }

  /** CloudFormation creates before it deletes, so a new resource meets the old one with the same name. */
  private collides(type: string, changes: ResourceDifference[]): boolean {
    const gone = changes.filter(({ isRemoval }) => isRemoval).map(({ oldValue }) => nameOf(type, oldValue));
    const made = changes.filter(({ isAddition }) => isAddition).map(({ newValue }) => nameOf(type, newValue));
    return made.some((name) => name !== undefined && gone.includes(name));
  }
}

function synthesize(code: Code | undefined) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV, terminationProtection: true });
  code?.(stack, app);
  const stacks = app.node.findAll().filter((each): each is Stack => Stack.isStack(each));
  const warnings = stacks.filter(({ nested }) => !nested).flatMap((each) => warningsOf(each));
  const { directory } = app.synth();
  // Nested stacks are no artifacts of the assembly, but files of it.
  const templates = Object.fromEntries(
    stacks.map(({ stackName, templateFile, nested, node }) => {
      const template = JSON.parse(readFileSync(join(directory, templateFile), 'utf8')) as Template;
      return [nested ? node.path : stackName, withoutMetadata(template)];
    }),
  );
  return { templates, warnings };
}

function lifecyclesIn(templates: Readonly<Record<string, Template>>): string[] {
  return Object.values(templates)
    .flatMap(({ Resources = {} }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::ECR::Repository')
    .map(({ Properties }) => JSON.stringify(Properties?.LifecyclePolicy ?? {}));
}

/** The path of a construct is metadata, and no change of the resource. */
function withoutMetadata(template: Template): Template {
  return JSON.parse(
    JSON.stringify(template, (key, value: unknown) => (key === 'Metadata' ? undefined : value)),
  ) as Template;
}

function isReplaced({ changeImpact }: ResourceDifference): boolean {
  return changeImpact === ResourceImpact.WILL_REPLACE;
}

function keepsName(type: string, { oldValue, newValue }: ResourceDifference): boolean {
  const name = nameOf(type, newValue);
  return name !== undefined && name === nameOf(type, oldValue);
}

function nameOf(type: string, resource: { Properties?: Record<string, unknown> } | undefined): string | undefined {
  if (ONCE.test(type)) return type;
  const name = resource?.Properties?.[IDENTITY[type]];
  return name === undefined ? undefined : JSON.stringify(name);
}
