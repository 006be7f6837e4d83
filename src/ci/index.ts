export * from './image-push-role';
export * from './image-push-role-props';
export * from './push-identity';
export * from './push-identity-options';
export * from './push-identity-provider';
