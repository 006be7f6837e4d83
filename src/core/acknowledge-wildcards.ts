import { Stack, Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { ConstructLedger } from './app-ledger';
import { knownText } from './known-text';
import { overrideOf } from './overrides';

interface StatementJson {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** A statement of the library, as it was when the library added it. */
interface OwnStatement {
  readonly json: StatementJson;
  readonly reason: string;
}

/** An action on a resource, under a condition. */
interface Permission {
  /** The resource, as cdk-nag writes it. */
  readonly resource: string;
  /** The same for equal permissions. */
  readonly content: string;
}

const OWN = new ConstructLedger<iam.ManagedPolicy, OwnStatement[]>();

/**
 * Acknowledges the findings of cdk-nag on the wildcards in a resource of a statement of the library.
 *
 * cdk-nag reports a resource once for all statements of the policy. The final statements decide: if another one has the
 * resource as well, nothing is acknowledged, so that it is not covered.
 */
export function acknowledgeWildcards(policy: iam.ManagedPolicy, statement: iam.PolicyStatement, reason: string): void {
  let own = OWN.get(policy);
  if (!own) {
    const statements: OwnStatement[] = (own = []);
    OWN.set(policy, statements);
    // cdk-nag runs after the validation, because it is a plugin.
    policy.node.addValidation({
      validate: () => {
        acknowledgeOwn(policy, statements);
        return [];
      },
    });
  }
  own.push({ json: statement.toStatementJson() as StatementJson, reason });
}

function acknowledgeOwn(policy: iam.ManagedPolicy, own: readonly OwnStatement[]): void {
  const resource = policy.node.defaultChild as iam.CfnManagedPolicy;
  if (overrideOf(resource, 'PolicyDocument')) return;
  const ours = own.flatMap(({ json, reason }) => permissionsOf(policy, json).map((each) => ({ ...each, reason })));
  const known = new Set(ours.map(({ content }) => content));
  const { Statement: statements } = Stack.of(policy).resolve(resource.policyDocument) as { Statement: StatementJson[] };
  const foreign = statements
    .flatMap((json) => permissionsOf(policy, json))
    .filter(({ content }) => !known.has(content))
    .map((each) => each.resource);
  const reasons = new Map(ours.map((each) => [each.resource, each.reason]));
  for (const [name, reason] of reasons) {
    if (!name.includes('*') || foreign.includes(name)) continue;
    // `Validations.acknowledge` of the oldest supported release accepts no id with the "::" of a pseudo parameter.
    const id = `AwsSolutions-IAM5[Resource::${name}]`;
    resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}

/** What a statement allows, one by one, because the CDK merges statements. */
function permissionsOf(policy: iam.ManagedPolicy, statement: StatementJson): Permission[] {
  const json = Stack.of(policy).resolve(statement) as StatementJson;
  if (json.Effect === 'Deny') return [];
  const actions: unknown[] = json.NotAction === undefined ? [json.Action].flat() : [{ except: json.NotAction }];
  return [json.Resource].flat().flatMap((each: unknown) => {
    const resource = knownText(policy, each);
    return actions.map((action) => ({ resource, content: JSON.stringify([resource, action, json.Condition]) }));
  });
}
