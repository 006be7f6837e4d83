/** Where a template is deployed. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  /** @default aws */
  readonly partition?: string;
}

/** What an intrinsic function may refer to. */
export interface References {
  readonly environment: Environment;
  /** Value of `Ref` to anything but a pseudo parameter. */
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  /** Value of an export of another stack. */
  import(name: string): unknown;
}

const URL_SUFFIXES: Record<string, string> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
};

/** Resolves the intrinsic functions that CDK renders into policies and names. Throws for any other. */
export function resolve(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, references)).filter((each) => each !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return call(name, argument, references);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, resolve(each, references)]).filter(([, each]) => each !== undefined),
  );
}

function call(name: string, argument: unknown, references: References): unknown {
  const inner = (each: unknown) => resolve(each, references);
  switch (name) {
    case 'Ref':
      return ref(argument as string, references);
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = typeof argument === 'string' ? argument.split(/\.(.*)/s) : (argument as string[]);
      return references.attribute(logicalId, attribute);
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown];
      return (inner(parts) as unknown[]).join(separator);
    }
    case 'Fn::Sub': {
      const [text, variables] = typeof argument === 'string' ? [argument, {}] : (argument as [string, object]);
      return substitute(text, inner(variables) as Record<string, unknown>, references);
    }
    case 'Fn::Select': {
      const [index, list] = argument as [number | string, unknown];
      return (inner(list) as unknown[])[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, text] = argument as [string, unknown];
      return (inner(text) as string).split(separator);
    }
    case 'Fn::ImportValue':
      return references.import(inner(argument) as string);
    default:
      throw new Error(`${name} in a policy: teach it to intrinsics.ts`);
  }
}

function ref(logicalId: string, references: References): unknown {
  const { account, region, partition = 'aws' } = references.environment;
  switch (logicalId) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partition;
    case 'AWS::URLSuffix':
      return URL_SUFFIXES[partition];
    case 'AWS::NoValue':
      return undefined;
    default:
      return references.ref(logicalId);
  }
}

function substitute(text: string, variables: Record<string, unknown>, references: References): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return String(variables[name]);
    const [logicalId, attribute] = name.split(/\.(.*)/s);
    return String(attribute === undefined ? ref(name, references) : references.attribute(logicalId, attribute));
  });
}
