export * from './access';
export * from './governance';
export * from './lifecycle';
export * as mixins from './mixins';
export * from './monitoring';
export * from './registry';
export * from './replication';
export * from './repository';
