import { matchesPattern } from '../../../../src/ecr/policy/action-pattern';

/** Principals or resources that a statement names, or all but those that it names. */
export interface Scope {
  readonly except: boolean;
  /** One name, or the exceptions. */
  readonly names: readonly string[];
}

/** All resources, or everybody. */
export const ALL: Scope = { except: false, names: ['*'] };

/** Each name of a statement on its own, since each stands for itself. The exceptions stand together. */
export function scopesOf(names: readonly string[] | undefined, exceptions: readonly string[] | undefined): Scope[] {
  if (exceptions !== undefined) return [{ except: true, names: exceptions }];
  return (names ?? []).map((name) => ({ except: false, names: [name] }));
}

/** Whether a scope provably has everything that another has. */
export function covers(wide: Scope, narrow: Scope, coversName: (wide: string, narrow: string) => boolean): boolean {
  if (!wide.except && wide.names[0] === '*') return true;
  if (wide.except !== narrow.except) return false;
  const [outer, inner] = wide.except ? [narrow, wide] : [wide, narrow];
  return inner.names.every((name) => outer.names.some((each) => coversName(each, name)));
}

/** Whether a pattern of a resource provably has all that another has. */
export function coversResource(wide: string, narrow: string): boolean {
  // In the narrow pattern, a `?` or `*` would be any character for the `?` of the wide one.
  return wide === narrow || (!wide.includes('?') && matchesPattern(wide, narrow));
}

/** The six parts of an ARN. Its last one may have colons. */
export function splitAtArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
