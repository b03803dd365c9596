from django import template

from coprod.browsers import browser_in_words

register = template.Library()
register.filter(browser_in_words)
