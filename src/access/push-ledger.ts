import { Lazy } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { isImmutable } from './policy-principal';
import { checkSigningRule } from './signing-checks';
import { profileArnFor, profileKey } from './signing-profile';
import { AppLedger } from '../core/app-ledger';
import { literalNameOf } from '../core/app-repositories';
import { isConcrete, relate, Relation } from '../core/environment';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { matchesAction } from '../ecr/policy/action-pattern';
import { PUT_IMAGE_ACTION } from '../ecr/policy/ecr-actions';
import { SIGN_ACTION } from '../ecr/policy/service-actions';
import type { IRegistry } from '../facades/i-registry';
import type { SigningRule } from '../facades/signing-rule';
import { byKey } from '../text/lists';
import { matchesWildcard, wildcardsOverlap } from '../text/wildcard';

/** A principal that may push to a repository. */
interface Push {
  readonly repository: ecr.IRepositoryRef;
  readonly grantee: iam.IGrantable;
}

/** A signing rule of a registry. */
interface Signing {
  readonly registry: IRegistry;
  readonly rule: SigningRule;
}

/** The pushers and the signing rules of an app: each side learns of the other, in any order. */
interface Ledger {
  readonly pushes: Push[];
  readonly signings: Signing[];
  /** With which profiles a principal signs: ARNs by the profiles' keys. */
  readonly profiles: Map<iam.IPrincipal, Map<string, string>>;
}

const LEDGER = new AppLedger<Ledger>('pushes', () => ({ pushes: [], signings: [], profiles: new Map() }));

/** Whether actions, which may have wildcards, include the one that pushes an image. */
export function mayPush(actions: string[]): boolean {
  return actions.some((action) => matchesAction(action, PUT_IMAGE_ACTION));
}

/**
 * Gives a grantee that pushes to a repository the permission to sign, for the registry's signing rules now and later.
 */
export function recordPush(repository: ecr.IRepositoryRef, grantee: iam.IGrantable): void {
  const ledger = LEDGER.of(repository);
  const push = { repository, grantee };
  ledger.pushes.push(push);
  for (const signing of ledger.signings) allowSigning(ledger, push, signing);
}

/** Gives the permission to sign to the principals that push to the repositories of signing rules, now and later. */
export function recordSigningRules(registry: IRegistry, rules: SigningRule[]): void {
  const ledger = LEDGER.of(registry);
  for (const rule of rules) {
    checkSigningRule(registry, rule);
    const signing = { registry, rule };
    ledger.signings.push(signing);
    for (const push of ledger.pushes) allowSigning(ledger, push, signing);
  }
}

/** The registry whose signing rules match a repository, as far as it is known. */
export function signerOf(repository: ecr.IRepositoryRef): IRegistry | undefined {
  return LEDGER.of(repository).signings.find(
    ({ registry, rule }) => isIn(registry, repository) && matches(rule, repository),
  )?.registry;
}

/** Whether signing rules of a registry can match a name that fits a pattern. */
export function signsUnder(registry: IRegistry, names: string): boolean {
  return LEDGER.of(registry).signings.some(
    ({ registry: own, rule: { repositoryFilters = ['*'] } }) =>
      own === registry && repositoryFilters.some((filter) => wildcardsOverlap(filter, names)),
  );
}

function allowSigning(ledger: Ledger, { repository, grantee }: Push, { registry, rule }: Signing): void {
  if (!isIn(registry, repository) || !matches(rule, repository)) return;
  const { profile } = rule;
  const principal = grantee.grantPrincipal;
  const key = profileKey(profile);
  const arns = ledger.profiles.get(principal) ?? new Map<string, string>();
  if (arns.has(key)) return;
  const arn = profileArnFor(profile, Construct.isConstruct(principal) ? principal : repository);
  if (arn === undefined) {
    return warnOfMissing(
      repository,
      principal,
      `cannot name ${profile.node.path}, which is in another environment or stage; give the profile a ` +
        '`signingProfileName` and its stack an `env`',
    );
  }
  // The n-th statement shows the n-th profile, so that the order of the rules does not show in the principal's policy.
  const position = arns.size;
  const inOrder = () => [...arns].sort(byKey)[position][1];
  const { success } = iam.Grant.addToPrincipal({
    grantee,
    actions: [SIGN_ACTION],
    resourceArns: [Lazy.string({ produce: inOrder })],
  });
  if (success && !isImmutable(principal)) {
    arns.set(key, arn);
    ledger.profiles.set(principal, arns);
    return;
  }
  warnOfMissing(
    repository,
    principal,
    `cannot be changed here; allow it ${SIGN_ACTION} on ${profile.node.path} where it is declared`,
  );
}

/** Whether the repository is one of the registry's, as far as it is known. */
function isIn(registry: IRegistry, repository: ecr.IRepositoryRef): boolean {
  const [own, other] = [registry.env, repository.env];
  if (own.account !== other.account || own.region !== other.region) return false;
  // The same token may mean two environments: then it depends on where the two are.
  return isConcrete(own) || relate(registry, repository) === Relation.SAME;
}

/** A name that only the deployment knows may match any rule; to sign without need is the lesser harm. */
function matches({ repositoryFilters }: SigningRule, repository: ecr.IRepositoryRef): boolean {
  const name = literalNameOf(repository);
  return name === undefined || !repositoryFilters || repositoryFilters.some((filter) => matchesWildcard(filter, name));
}

function warnOfMissing(repository: ecr.IRepositoryRef, principal: iam.IPrincipal, why: string): void {
  const who = Construct.isConstruct(principal) ? principal.node.path : `${principal}`;
  warn(
    repository,
    EcrRule.CANNOT_SIGN,
    `${who} may push to this repository, which is signed, but its policy ${why}: otherwise its pushes succeed without a ` +
      'signature',
  );
}
