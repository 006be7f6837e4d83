import { ENDPOINT_PULL } from './endpoint-pull';
import { IMAGE_PULL } from './image-pull';
import { IMAGE_REFERENCE } from './image-reference';
import { IMAGE_REGISTRY } from './image-registry';
import { PINNED_IMAGE } from './pinned-image';
import { VPC_ENDPOINTS } from './vpc-endpoints';
import type { Rule } from '../../rule';

/** Rules on what runs images, and on the networks in which it does. */
export const CONSUMER_RULES: readonly Rule[] = [
  PINNED_IMAGE,
  IMAGE_REGISTRY,
  IMAGE_REFERENCE,
  IMAGE_PULL,
  VPC_ENDPOINTS,
  ENDPOINT_PULL,
];
