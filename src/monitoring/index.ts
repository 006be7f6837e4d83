export * from './configuration-change';
export * from './ecr-event-field';
export * from './ecr-events';
export * from './event-enums';
export * from './event-options';
export * from './registry-events';
export * from './repository-events';
export * from './severity';
