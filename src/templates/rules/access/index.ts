import { ACCOUNT_PUSH } from './account-push';
import { ALLOWED_PRINCIPALS } from './allowed-principals';
import { FOR_ALL_VALUES } from './for-all-values';
import { OPEN_POLICY } from './open-policy';
import { ORGANIZATION_PATH } from './organization-path';
import { POLICY_ACTIONS } from './policy-actions';
import { POLICY_FORM } from './policy-form';
import { POLICY_RESOURCES } from './policy-resources';
import { REGISTRY_DENY } from './registry-deny';
import { SERVICE_SOURCE } from './service-source';
import type { Rule } from '../../rule';

/** Rules on the policies of repositories, of creation templates and of registries. */
export const ACCESS_RULES: readonly Rule[] = [
  OPEN_POLICY,
  ALLOWED_PRINCIPALS,
  SERVICE_SOURCE,
  FOR_ALL_VALUES,
  ORGANIZATION_PATH,
  REGISTRY_DENY,
  POLICY_ACTIONS,
  ACCOUNT_PUSH,
  POLICY_RESOURCES,
  POLICY_FORM,
];
