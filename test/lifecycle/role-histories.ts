import { every } from './image-history';
import type { ImageHistory } from './image-history';
import { RepositoryRole } from '../../src/ecr/repository-role';

const IMAGE = { digest: 'sha256:image', tag: 'latest', size: 1, pulled: true };

/** The uses of images that a default must bear. Every image has 1 GB. */
export const HISTORIES = {
  weeklyScaleOut: {
    name: 'A service scales out every week, by digest. The tag moved on day 30.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(7),
    untaggedOn: 30,
  },
  taskOf60Days: {
    name: 'A task runs for 60 days without a pull, again and again. The tag moved on day 7.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(60),
    untaggedOn: 7,
  },
  taskOf120Days: {
    name: 'A task runs for 120 days without a pull. The tag moved on day 7.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(120),
    untaggedOn: 7,
  },
  taskOf120DaysWithTag: {
    name: 'The same task, and the tag stays.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(120),
  },
  quarterlyBatch: {
    name: 'A batch runs every quarter (91 days), by digest. The tag moved on day 7.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(91),
    untaggedOn: 7,
  },
  quarterlyBatchWithTag: {
    name: 'The same batch, and the tag stays.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(91),
  },
  rollback: {
    name: 'The tag moved on day 10. A rollback 80 days later pulls the image, and the tag moves back.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: [0, 10, 90],
    untaggedOn: 10,
    taggedAgainOn: 90,
  },
  movedOffLatest: {
    name: '`latest` moved on day 1. The image is pulled every week until day 119, and then never again.',
    role: RepositoryRole.PULLED,
    images: [IMAGE],
    pulls: every(7, 119),
    untaggedOn: 1,
  },
  index: {
    name: 'An index with two children, pulled every week. Its tag moved on day 30.',
    role: RepositoryRole.PULLED,
    images: [
      { ...IMAGE, size: 0, childDigests: ['sha256:amd64', 'sha256:arm64'] },
      { digest: 'sha256:amd64', size: 1, pulled: true },
      { digest: 'sha256:arm64', size: 1 },
    ],
    pulls: every(7),
    untaggedOn: 30,
  },
  replica: {
    name: 'A replica. Nobody pulls before the failover on day 200. The tag moved on day 30.',
    role: RepositoryRole.REPLICA,
    images: [IMAGE],
    pulls: [200],
    untaggedOn: 30,
  },
  cached: {
    name: 'A cached image that Amazon ECS runs by digest, pulled every 30 days. The tag moved on day 20.',
    role: RepositoryRole.CACHE,
    images: [IMAGE],
    pulls: every(30),
    untaggedOn: 20,
  },
  cachedAndRare: {
    name: 'The same image, pulled after 200 days.',
    role: RepositoryRole.CACHE,
    images: [IMAGE],
    pulls: [0, 200],
    untaggedOn: 20,
  },
  signature: {
    name: 'The signature of a tagged release, which a deployment on day 100 verifies.',
    role: RepositoryRole.KEPT,
    images: [
      { digest: 'sha256:signature', size: 0, subject: 'sha256:image', pulled: true },
      { ...IMAGE, tag: 'v1.0.0' },
    ],
    pulls: [0, 100],
  },
  rareFunction: {
    name: 'A function of AWS Lambda that is invoked every 200 days. The tag moved on day 7.',
    role: RepositoryRole.KEPT,
    images: [IMAGE],
    pulls: every(200),
    untaggedOn: 7,
  },
} satisfies Record<string, ImageHistory>;
