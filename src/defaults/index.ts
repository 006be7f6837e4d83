export * from './repository-defaults';
export * from './repository-defaults-options';
