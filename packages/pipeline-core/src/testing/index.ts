export {
  createRecordingLogger,
  type RecordedEvent,
  type RecordingLogger,
} from './recording-logger.js';
