import { Construct } from 'constructs';
import type { IRegistry } from '../../src/facades/i-registry';
import { Registry } from '../../src/registry/registry';

/** The registry of another app. */
export function outside(scope: Construct, env: { account: string; region: string }): IRegistry {
  const parent = new Construct(scope, `Outside${scope.node.children.length}`);
  return Registry.fromRegistryAttributes(parent, 'Registry', env);
}
