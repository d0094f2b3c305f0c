"""Writing to people who have no Telegram: mail and SMS, each off until its setting is given. Nobody answers there:
a letter brings the link of a page that speaks.
"""
