export * from './i-replication-destination';
export * from './replication';
export * from './replication-destination';
export * from './replication-options';
