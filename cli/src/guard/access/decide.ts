import { Certainty, all, any, not } from './certainty';
import { certaintyOf } from './clause-certainty';
import type { Clause } from './clauses';
import { conditionText, withValuesTogether } from './condition-text';
import { givenPrincipal, isNamed, PrincipalKind } from './given-principal';
import type { GivenPrincipal } from './given-principal';
import { actionsIn, grantsOf } from './grants';
import type { Grant } from './grants';
import { knownKeys } from './known-keys';
import type { KnownKeys, Surroundings } from './known-keys';
import type { Scope } from './scope';
import { scopeText } from './scope-text';
import { WrittenNames } from './written-names';
import { isAccountId } from '../../../../src/ecr/identifiers';
import { accessClassOf, actionsOfType } from '../../../../src/ecr/policy/access-class';
import type { AccessClass } from '../../../../src/ecr/policy/access-class';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { fill, readable, referenceOf } from '../../../../src/text/holes';
import { addTo } from '../../../../src/text/lists';

/** What a resource policy says of a request. */
export enum Verdict {
  /** It allows the request, whatever else the request has. */
  ALLOWED = 'allowed',
  /** It allows or denies the request by what the request has. */
  DEPENDS = 'depends',
  /** It says nothing. */
  NOT_ALLOWED = 'not allowed',
  /** It denies the request, whatever other policies say. */
  DENIED = 'denied',
}

/** A decision for actions of one class. */
export interface AccessDecision {
  readonly accessClass: AccessClass;
  readonly actions: readonly string[];
  readonly verdict: Verdict;
  /** Whether the verdict holds without an identity policy, as it can in the account of the resource. */
  readonly byItself: boolean;
  /** The conditions of a verdict that depends, in words, such as `if aws:SourceVpce is vpce-1`. */
  readonly condition?: string;
}

/**
 * Decides what a principal may do by the policy of a resource alone. Identity policies, policies of an organization,
 * permissions boundaries, policies of endpoints and grants of a key are not read.
 *
 * @param policy an object, its JSON, or absent; texts may have holes
 * @param principal the ARN of a role, a user or a session, an account id, or a service
 * @param type of the resource, such as `AWS::ECR::Repository`
 */
export function decide(policy: unknown, principal: string, type: string, place: Surroundings = {}): AccessDecision[] {
  const actions = actionsIn([canonicalPolicy(policy)], actionsOfType(type));
  return decideActions(policy, principal, actions, place);
}

/** The same for some actions. */
export function decideActions(
  policy: unknown,
  principal: string,
  actions: readonly string[],
  place: Surroundings,
): AccessDecision[] {
  const canonical = canonicalPolicy(policy);
  const given = givenPrincipal(principal);
  const judge = new Judge(given, place, new WrittenNames([policy]));
  const grants = [...grantsOf(canonical, actions).values()].map((grant) => judge.judge(grant));
  const isUnresolved = canonical.Statement.some(({ text }) => text !== undefined);
  const decisions = new Map<string, AccessDecision & { readonly actions: string[] }>();
  for (const action of actions) {
    const about = grants.filter(({ grant, certainty }) => certainty !== Certainty.NO && grant.actions.has(action));
    const rest = { accessClass: accessClassOf(action), ...judge.verdictOf(about, isUnresolved) };
    const key = JSON.stringify(rest);
    const decision = decisions.get(key) ?? { ...rest, actions: [] };
    decisions.set(key, decision);
    decision.actions.push(action);
  }
  return [...decisions.values()];
}

/** A grant, and how certain it is for a principal. */
interface Judged {
  readonly grant: Grant;
  readonly certainty: Certainty;
  /** What it depends on besides the principal and the resource. */
  readonly undecided: readonly Clause[];
  /** What it depends on, in words. */
  readonly others: readonly string[];
  /** Whether it names the principal, and not only the account of it. */
  readonly direct: boolean;
}

class Judge {
  private readonly known: KnownKeys;

  public constructor(
    private readonly principal: GivenPrincipal,
    private readonly place: Surroundings,
    private readonly names: WrittenNames,
  ) {
    this.known = knownKeys(principal, place);
  }

  public judge(grant: Grant): Judged {
    const { principal, resource, clauses } = grant;
    const ofPrincipal = this.isMeant(principal);
    const ofResource = within(resource, certaintyOfResource);
    const ofClauses = clauses.map((clause) => certaintyOf(clause, this.known));
    const others = [
      ...(ofPrincipal === Certainty.MAYBE ? [`the principal is ${scopeText(principal, this.names)}`] : []),
      ...(ofResource === Certainty.MAYBE ? [`the resource is ${scopeText(resource, this.names)}`] : []),
    ];
    return {
      grant,
      certainty: all([ofPrincipal, ofResource, ...ofClauses]),
      undecided: clauses.filter((_, index) => ofClauses[index] === Certainty.MAYBE),
      others,
      direct: principal.except || !mayBeAccount(principal.names[0]),
    };
  }

  private isMeant(principal: Scope): Certainty {
    const certainty = within(principal, (name) => isNamed(this.principal, name));
    // Whether a NotPrincipal exempts a role depends on whether it names the role, its session and its account.
    const mayBeNamed = principal.except && certainty !== Certainty.YES && !principal.names.includes('*');
    return mayBeNamed ? Certainty.MAYBE : certainty;
  }

  /** What the grants for an action say together. */
  public verdictOf(grants: readonly Judged[], isUnresolved: boolean): Omit<AccessDecision, 'accessClass' | 'actions'> {
    const [allowing, denying] = ['Allow', 'Deny'].map((effect) =>
      grants.filter(({ grant }) => grant.effect === effect),
    );
    const isCertain = ({ certainty }: Judged) => certainty === Certainty.YES;
    if (denying.some(isCertain)) return { verdict: Verdict.DENIED, byItself: false };
    const certain = allowing.filter(isCertain);
    const deciding = certain.length > 0 ? certain : allowing;
    const byItself = this.isAtHome() && deciding.some(({ direct }) => direct);
    if (isUnresolved) {
      return {
        verdict: Verdict.DEPENDS,
        byItself,
        condition: 'if a statement that is known at deployment only says so',
      };
    }
    if (deciding.length === 0) return { verdict: Verdict.NOT_ALLOWED, byItself };
    if (certain.length > 0 && denying.length === 0) return { verdict: Verdict.ALLOWED, byItself };
    const needed = certain.length > 0 ? [] : [`if ${this.conditionOf(allowing)}`];
    const exempted = denying.length > 0 ? [`unless ${this.conditionOf(denying)}`] : [];
    return { verdict: Verdict.DEPENDS, byItself, condition: readable([...needed, ...exempted].join(', ')) };
  }

  /** What uncertain grants depend on, in words. */
  private conditionOf(grants: readonly Judged[]): string {
    const alike = new Map<string, Judged[]>();
    for (const each of grants) addTo(alike, JSON.stringify(each.others), each);
    const texts = [...alike.values()].flatMap((group) =>
      withValuesTogether(group.map(({ undecided }) => undecided)).map((clauses) =>
        [...group[0].others, conditionText(clauses, this.names) ?? []].flat().join(' and '),
      ),
    );
    return [...new Set(texts)].sort().join(', or ');
  }

  /** Whether no identity policy is needed: in the account of the resource, and for services, which have none. */
  private isAtHome(): boolean {
    const { kind, account } = this.principal;
    return kind === PrincipalKind.SERVICE || (account !== undefined && account === this.place.account);
  }
}

/** The certainty that a scope has something. */
function within({ except, names }: Scope, certaintyFor: (name: string) => Certainty): Certainty {
  const certainty = any(names.map(certaintyFor));
  return except ? not(certainty) : certainty;
}

/** Whether a name is that of an account, or unresolved. */
function mayBeAccount(name: string): boolean {
  return isAccountId(name) || referenceOf(name) !== undefined;
}

/** Whether the resource of a policy is among those that a pattern names. A policy may have many repositories. */
function certaintyOfResource(pattern: string): Certainty {
  return /^(\*|arn:[^:]*:(ecr|ecr-public|kms):[^:]*:[^:]*:(repository\/)?\*)$/.test(fill(pattern, () => 'unresolved'))
    ? Certainty.YES
    : Certainty.MAYBE;
}
