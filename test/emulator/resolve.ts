import { standInFor } from './assembly';

/** What intrinsic functions of a template need to know of a deployed stack. */
export interface StackFacts {
  readonly account: string;
  readonly region: string;
  /** By logical id; a resource that the emulator has not made is absent. */
  readonly physicalIds: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly exports: ReadonlyMap<string, string>;
}

/** The value with its intrinsic functions, those that the properties of repositories use, evaluated as AWS does. */
export function resolve(value: unknown, facts: StackFacts): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, facts));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0) {
    if (name === 'Ref') return reference(argument as string, facts);
    if (name === 'Fn::Join') return join(argument as [string, unknown[]], facts);
    if (name === 'Fn::GetAtt') return attribute(argument as [string, string], facts);
    if (name === 'Fn::ImportValue') return known(facts.exports.get(argument as string), `the export ${argument}`);
    if (name.startsWith('Fn::')) throw new Error(`resolve.ts does not know ${name}`);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, facts)]));
}

function known(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`the emulator has not made ${what}`);
  return value;
}

function reference(id: string, { account, region, physicalIds }: StackFacts): string {
  const pseudo: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return pseudo[id] ?? physicalIds.get(id) ?? standInFor(id);
}

function join([separator, parts]: [string, unknown[]], facts: StackFacts): string {
  return parts.map((part) => resolve(part, facts)).join(separator);
}

function attribute([id, name]: [string, string], { account, region, physicalIds, types }: StackFacts): string {
  const physicalId = physicalIds.get(id);
  if (physicalId === undefined) return standInFor(id);
  const arns: Record<string, string> = {
    'AWS::KMS::Key': `arn:aws:kms:${region}:${account}:key/${physicalId}`,
    'AWS::IAM::Role': `arn:aws:iam::${account}:role/${physicalId}`,
    'AWS::ECR::Repository': `arn:aws:ecr:${region}:${account}:repository/${physicalId}`,
  };
  return known(name === 'Arn' ? arns[types.get(id)!] : undefined, `${name} of ${id}`);
}
