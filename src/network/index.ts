export * from './aws-image-source';
export * from './reachable-repositories';
export * from './registry-endpoints';
export * from './registry-endpoints-props';
