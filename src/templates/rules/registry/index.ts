import { CACHE_CREDENTIALS, PARTIAL_SECRET_ARN } from './cache-credentials';
import { CACHE_TEMPLATE } from './cache-template';
import { CACHE_UPSTREAM } from './cache-upstream';
import { CONTINUOUS_SCAN_OF_ALL } from './continuous-scan-of-all';
import { CREDENTIALS_IN_TEMPLATE } from './credentials-in-template';
import { ENHANCED_SCANNING } from './enhanced-scanning';
import { IMAGE_REPLICATION } from './image-replication';
import { IMAGE_SIGNING } from './image-signing';
import { IMMUTABLE_CACHE } from './immutable-cache';
import { IMMUTABLE_REPLICA } from './immutable-replica';
import { REGISTRY_SINGLETON } from './registry-singleton';
import { REPLICA_POLICY } from './replica-policy';
import { REPLICA_TEMPLATE } from './replica-template';
import { REPLICATION_CHAIN } from './replication-chain';
import { REPLICATION_CONFIGURATION } from './replication-configuration';
import { REPLICATION_PREFIX } from './replication-prefix';
import { REPLICATION_RULE_COUNT } from './replication-rule-count';
import { ROOT_CREATE_ON_PUSH } from './root-create-on-push';
import { SCANNING_CONFIGURATION } from './scanning-configuration';
import { SIGNATURES_EXPIRE } from './signatures-expire';
import { SIGNING_CONFIGURATION } from './signing-configuration';
import { TEMPLATE_FORM } from './template-form';
import { TEMPLATE_NOT_SCANNED } from './template-not-scanned';
import { TEMPLATE_ROLE } from './template-role';
import type { Rule } from '../../rule';

/** Rules on the settings of a registry: policy, scanning, replication, caches, creation templates and signing. */
export const REGISTRY_RULES: readonly Rule[] = [
  REGISTRY_SINGLETON,
  SCANNING_CONFIGURATION,
  ENHANCED_SCANNING,
  CONTINUOUS_SCAN_OF_ALL,
  REPLICATION_CONFIGURATION,
  IMAGE_REPLICATION,
  REPLICATION_RULE_COUNT,
  REPLICATION_CHAIN,
  REPLICATION_PREFIX,
  REPLICA_TEMPLATE,
  REPLICA_POLICY,
  IMMUTABLE_REPLICA,
  CACHE_CREDENTIALS,
  PARTIAL_SECRET_ARN,
  CREDENTIALS_IN_TEMPLATE,
  CACHE_UPSTREAM,
  CACHE_TEMPLATE,
  IMMUTABLE_CACHE,
  TEMPLATE_ROLE,
  TEMPLATE_NOT_SCANNED,
  ROOT_CREATE_ON_PUSH,
  TEMPLATE_FORM,
  SIGNING_CONFIGURATION,
  IMAGE_SIGNING,
  SIGNATURES_EXPIRE,
];
