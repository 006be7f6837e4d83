import { ALLOWED_PRINCIPALS } from './allowed-principals';
import { IDENTITY_POLICY } from './identity-policies';
import { LAMBDA_IMAGE } from './lambda-images';
import { POLICY_FORM } from './policy-form';
import { PUSH_SIGNING } from './push-signing';
import { PUSH_TRUST } from './push-trust';
import { REQUIRED_PERIMETER } from './required-perimeter';
import {
  ACCOUNT_PUSH,
  ADMINISTRATION,
  FOR_ALL_VALUES,
  OPEN_POLICY,
  ORGANIZATION_PATH,
  POLICY_ACTIONS,
  POLICY_CONDITIONS,
  POLICY_RESOURCES,
  REGISTRY_DENY,
  SERVICE_SOURCE,
} from './statement-rules';
import type { Rule } from '../../rule';

/** Rules on the policies of repositories, of creation templates, of registries and of identities. */
export const ACCESS_RULES: readonly Rule[] = [
  OPEN_POLICY,
  ALLOWED_PRINCIPALS,
  REQUIRED_PERIMETER,
  SERVICE_SOURCE,
  FOR_ALL_VALUES,
  ORGANIZATION_PATH,
  POLICY_CONDITIONS,
  REGISTRY_DENY,
  POLICY_ACTIONS,
  ACCOUNT_PUSH,
  ADMINISTRATION,
  IDENTITY_POLICY,
  PUSH_TRUST,
  PUSH_SIGNING,
  LAMBDA_IMAGE,
  POLICY_RESOURCES,
  POLICY_FORM,
];
