from images.images_app import ImagesApp

ImagesApp().synth()
