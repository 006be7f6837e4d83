import { canonicalPrincipal } from '../../../../src/ecr/policy/canonical-statement';
import { isObject, parsed } from '../../../../src/text/json';

/** The names in policies as their authors write them. A comparison has them in canonical form. */
export class WrittenNames {
  /** Principals by their canonical form, and condition keys in lower case. The first spelling of each stays. */
  private readonly names = new Map<string, string>();

  public constructor(policies: readonly unknown[]) {
    for (const policy of policies) this.addPolicy(parsed(policy));
  }

  /** The name as it is written. */
  public of(canonical: string): string {
    return this.names.get(canonical) ?? canonical;
  }

  private addPolicy(policy: unknown): void {
    if (!isObject(policy)) return;
    for (const statement of [policy.Statement].flat()) {
      if (!isObject(statement)) continue;
      for (const principal of [statement.Principal, statement.NotPrincipal]) this.addPrincipals(principal);
      for (const keys of objectsIn(statement.Condition)) {
        for (const key of isObject(keys) ? Object.keys(keys) : []) this.add(key.toLowerCase(), key);
      }
    }
  }

  private addPrincipals(principal: unknown): void {
    for (const each of isObject(principal) ? Object.values(principal).flat() : [principal]) {
      if (typeof each === 'string') this.add(canonicalPrincipal(each), each);
    }
  }

  private add(canonical: string, written: string): void {
    if (!this.names.has(canonical)) this.names.set(canonical, written);
  }
}

function objectsIn(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value) : [];
}
