export * from './access';
export * from './lifecycle';
export * from './monitoring';
export * from './registry';
export * from './replication';
export * from './repository';
