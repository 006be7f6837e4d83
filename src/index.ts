export * from './access';
export * from './lifecycle';
export * from './registry';
export * from './replication';
export * from './repository';
