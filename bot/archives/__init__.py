"""Archives of voices: what people recorded in one installation, to be heard in another, with what each allows."""
