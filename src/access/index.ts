export * from './image-push-role';
export * from './push-identity';
export * from './push-identity-provider';
export * from './repository-access';
export * from './repository-access-options';
export * from './repository-perimeter';
