import { ImagesApp } from './images-app';

new ImagesApp().synth();
