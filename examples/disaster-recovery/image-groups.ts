import { Duration } from 'aws-cdk-lib';
import { LifecyclePolicy, LifecycleRule, RepositoryAccess, TagSelection } from 'cdk-ecr';
import type { RepositorySettings } from 'cdk-ecr';

/** Repositories under one prefix. Replicas get one template for each prefix, so that all under it look alike. */
export interface ImageGroup {
  /** Ends in `/`. */
  readonly prefix: string;
  /** Names after the prefix. */
  readonly images: string[];
  readonly settings: RepositorySettings;
}

/** What runs in production. */
const applications: ImageGroup = {
  prefix: 'prod/',
  images: [
    'accounts/api',
    'accounts/worker',
    'billing/api',
    'billing/invoices',
    'catalog/api',
    'catalog/search',
    'checkout/api',
    'checkout/web',
    'mail/sender',
    'payments/api',
    'payments/ledger',
    'payments/worker',
    'reports/exporter',
    'shop/web',
  ],
  settings: {
    // Nothing by last pull: nobody pulls from a replica until it is needed.
    lifecycle: LifecyclePolicy.of(
      LifecycleRule.keepNewest(200, { description: 'builds', tags: TagSelection.prefix('ci-') }),
      // Also what is left of a multi-architecture build once its index is gone.
      LifecycleRule.expireUntagged(Duration.days(14)),
    ),
    // The own account, another one for each registry, is not let in as a whole: there, roles are.
    access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
    tags: { 'image-group': 'applications' },
  },
};

/** What applications are built on. */
const bases: ImageGroup = {
  prefix: 'base/',
  images: ['debian', 'distroless', 'java', 'node', 'python', 'tools'],
  settings: { tags: { 'image-group': 'bases' } },
};

/** All images of the company. */
export const IMAGE_GROUPS: ImageGroup[] = [applications, bases];

/** What is replicated. */
export const PREFIXES = IMAGE_GROUPS.map(({ prefix }) => prefix);
