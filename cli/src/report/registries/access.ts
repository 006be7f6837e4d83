import type { Place } from './place';
import { Pool } from './pool';
import { relatedPrincipal } from './principal-relation';
import { grantedIn } from './statement-grants';
import type { StatementGrant } from './statement-grants';
import { writtenStatements } from './written-policy';
import type { WrittenStatement } from './written-policy';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { readable } from '../../../../src/text/holes';
import type { ReportedGrant, ReportedPrincipal } from '../model/registry-report';

/** What a statement gives, for policies of one type of resource. */
interface ReadStatement {
  /** Its place in the statements of the report. */
  readonly place: number;
  readonly grants: readonly StatementGrant[];
}

/** The access that the policies of all repositories and registries give or deny. Equal parts stand once. */
export class Access {
  private readonly principals = new Pool<ReportedPrincipal>();
  private readonly grants = new Pool<ReportedGrant>();
  private readonly statements = new Pool<string>();
  private readonly read = new Map<string, ReadStatement>();
  /** The places of the grants of a policy, by its text and what its grants depend on. */
  private readonly byPolicy = new Map<string, readonly number[]>();

  /** @param accounts the accounts with a registry in the report */
  public constructor(private readonly accounts: ReadonlySet<string>) {}

  public get all() {
    return { principals: this.principals.all, grants: this.grants.all, statements: this.statements.all };
  }

  /** The places of the grants of the policy of a resource. */
  public grantsOf(policy: unknown, type: string, place: Place): readonly number[] {
    if (policy === undefined || policy === null) return [];
    const key = JSON.stringify([type, place.account, policy]);
    let places = this.byPolicy.get(key);
    if (!places) {
      const found = writtenStatements(policy).flatMap((each) => this.grantsIn(this.statementOf(each, type), place));
      places = [...new Set(found)];
      this.byPolicy.set(key, places);
    }
    return places;
  }

  /** A statement, by the one form that all its spellings have. The first spelling is the one that the report has. */
  private statementOf({ version, statement }: WrittenStatement, type: string): ReadStatement {
    const policy = canonicalPolicy({ Version: version, Statement: [statement] });
    const form = JSON.stringify(policy);
    const key = `${type} ${form}`;
    let read = this.read.get(key);
    if (!read) {
      const text = () => readable(typeof statement === 'string' ? statement : JSON.stringify(statement, undefined, 2));
      read = { place: this.statements.placeOf(form, text), grants: grantedIn(policy, statement, type) };
      this.read.set(key, read);
    }
    return read;
  }

  private grantsIn({ place: statement, grants }: ReadStatement, place: Place): number[] {
    return grants.map(({ principal: given, isDeny, classes, condition }) => {
      const related = relatedPrincipal(given, place, this.accounts);
      const key = JSON.stringify([given.canonical, related.relation, related.account]);
      const principal = this.principals.placeOf(key, () => related);
      const grant = { principal, isDeny, classes, ...(condition !== undefined && { condition }), statement };
      return this.grants.placeOf(JSON.stringify(grant), () => grant);
    });
  }
}
