import type { CfnResource } from 'aws-cdk-lib';

interface Overrides {
  readonly DeletionPolicy?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/**
 * The override of a part of a resource, if there is one; `value` is undefined for a deletion.
 *
 * @param part a property, as CloudFormation names it, or the attribute `DeletionPolicy`
 */
export function overrideOf(resource: CfnResource, part: string): { readonly value: unknown } | undefined {
  const overrides = overridesOf(resource);
  const where: Readonly<Record<string, unknown>> =
    part === 'DeletionPolicy' ? { ...overrides } : (overrides.Properties ?? {});
  return part in where ? { value: where[part] } : undefined;
}

/** They are no part of the API of `CfnResource`, which has no other way to see an escape hatch before the synthesis. */
function overridesOf(resource: CfnResource): Overrides {
  return (resource as unknown as { readonly rawOverrides?: Overrides }).rawOverrides ?? {};
}
