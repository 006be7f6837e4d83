export * from './image-pull-role';
export * from './image-pull-role-props';
export * from './image-push-role';
export * from './image-push-role-props';
export * from './workload-identity';
export * from './workload-identity-options';
export * from './workload-identity-provider';
