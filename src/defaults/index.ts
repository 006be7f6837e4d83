export * from './repository-defaults';
